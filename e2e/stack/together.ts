/** Waits for all of them. When one fails it fails after the others have ended, so that what they started can be ended. */
export async function together<const T extends readonly unknown[]>(
  ...works: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
