/** The queue that is used where no other is named. */
export const DEFAULT_QUEUE = "seprank";
