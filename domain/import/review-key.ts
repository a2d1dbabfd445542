/** What settings documents are that hold a review (device-review.ts). No imports: CouchDB bundles this. */
export const REVIEW_KEY = 'device-review';
/** How their ids begin. */
export const REVIEW_ID = 'review-';
