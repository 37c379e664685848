/** Nothing of a session gets into the machine's clipboard: nobody at a booth pastes anywhere. */
export function copyNothing(page: EventTarget): void {
  for (const type of ['copy', 'cut']) page.addEventListener(type, (event) => event.preventDefault(), true);
}
