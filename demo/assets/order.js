/** What an order would come to, while its number is typed. The server works out what counts. */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-order]"));
const quantity = /** @type {HTMLInputElement | null} */ (document.querySelector("#quantity"));
const estimate = /** @type {HTMLElement | null} */ (document.querySelector("[data-estimate]"));

if (form && quantity && estimate) {
  let cents = Number(form.dataset.cents);
  const show = () => {
    const shares = Number(quantity.value);
    estimate.hidden = !(Number.isInteger(shares) && shares > 0);
    const amount = "$" + ((cents * shares) / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    estimate.textContent = (estimate.dataset.estimate ?? "").replace("{amount}", amount);
  };
  quantity.addEventListener("input", show);
  document.addEventListener("larkfield-prices", (event) => {
    const quote = /** @type {CustomEvent} */ (event).detail[form.dataset.symbol ?? ""];
    if (quote) cents = quote.cents;
    show();
  });
  show();
}
