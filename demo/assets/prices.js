/** Prices as they move, wherever a page shows one. Nothing is announced: whoever listens to a page would hear nothing else. */

/** @typedef {{ cents: number, moved: number }} Quote */

/** @param {number} cents */
const money = (cents) =>
  (cents < 0 ? "\u2212" : "") +
  "$" +
  (Math.abs(cents) / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @param {number} moved in hundredths of a percent */
const percent = (moved) => (moved > 0 ? "+" : moved < 0 ? "\u2212" : "") + (Math.abs(moved) / 100).toFixed(2) + "%";

/** @param {Element} element @param {number} moved */
function colour(element, moved) {
  element.classList.toggle("up", moved > 0);
  element.classList.toggle("down", moved < 0);
  element.classList.toggle("still", moved === 0);
}

/** @param {string} name @returns {NodeListOf<HTMLElement>} */
const all = (name) => document.querySelectorAll(`[data-${name}]`);

/** @param {Record<string, Quote>} quotes */
function show(quotes) {
  for (const element of all("price")) {
    const quote = quotes[element.dataset.price ?? ""];
    if (quote) element.textContent = money(quote.cents);
  }
  for (const element of all("moved")) {
    const quote = quotes[element.dataset.moved ?? ""];
    if (!quote) continue;
    element.textContent = percent(quote.moved);
    colour(element, quote.moved);
  }
  let worth = 0;
  for (const element of all("worth")) {
    const quote = quotes[element.dataset.worth ?? ""];
    if (!quote) continue;
    const cents = quote.cents * Number(element.dataset.quantity);
    worth += cents;
    element.textContent = money(cents);
  }
  for (const element of all("gain")) {
    const quote = quotes[element.dataset.gain ?? ""];
    if (!quote) continue;
    const gained = quote.cents * Number(element.dataset.quantity) - Number(element.dataset.cost);
    element.textContent = (gained > 0 ? "+" : "") + money(gained);
    colour(element, gained);
  }
  for (const element of all("total")) element.textContent = money(Number(element.dataset.total) + worth);
  document.dispatchEvent(new CustomEvent("larkfield-prices", { detail: quotes }));
}

const stream = new EventSource("/prices");
stream.addEventListener("message", (event) => show(JSON.parse(event.data)));
