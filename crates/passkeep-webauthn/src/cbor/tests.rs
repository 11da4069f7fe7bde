use super::*;

#[test]
fn an_empty_map_is_an_item() {
    assert_eq!(parse(&[0xa0]).expect("a map").map().expect("a map").len(), 0);
}
