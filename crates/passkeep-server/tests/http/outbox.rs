//! The demo's outbox, and what a webhook is told of.

use passkeep_decision::webhook::{Webhook, WebhookName, WebhookTopic};
use passkeep_store::outbox::Channel;

use crate::person::House;

const ADA: &str = "+14155552671";

#[tokio::test]
async fn a_sign_in_on_a_new_browser_calls_the_webhook_and_shows_in_the_outbox() {
    let push = Webhook { name: WebhookName::parse("push").unwrap(), topics: vec![WebhookTopic::NewBrowser] };
    let house = House::open_under(|policy| policy.webhooks = vec![push]).await;
    let mut ada = house.member(ADA).await;
    ada.sign_in().await;
    let webhooks = async || {
        let waiting = house.app.store.outbox().waiting(10).await.unwrap();
        waiting.into_iter().filter(|waiting| waiting.channel == Channel::Webhook).count()
    };
    assert_eq!(webhooks().await, 0, "a known browser is no news");
    ada.on_another_device(&house).sign_in().await;
    assert_eq!(webhooks().await, 1);

    let page = house.stranger().page("/demo/outbox").await.text().await.unwrap();
    for part in ["Webhook push", "Text message", "Sent"] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    for secret in [ADA, "is your code"] {
        assert!(!page.contains(secret), "{secret} stands in {page}");
    }
}
