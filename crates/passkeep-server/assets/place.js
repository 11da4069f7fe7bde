/** Where the new passkey shall live, as chosen in the form. */

/**
 * @param {HTMLElement} element
 * @returns {import("/sdk/types.js").Place}
 */
export function chosenPlace(element) {
  const chosen = element.querySelector("input[name=place]:checked");
  return /** @type {any} */ (chosen instanceof HTMLInputElement ? chosen.value : "this_device");
}
