/** Verifies Passkeep's receipts, offline. The format is written down in docs/receipts.md. */

export { verifyReceipt } from "./verify-receipt.js";
export { ReceiptError } from "./receipt-error.js";
