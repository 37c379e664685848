/** The key that does the same as a button, beside its words. The words of the tooltip say it too, so a screen reader skips it. */
export function KeyCap({ children }: { readonly children: string }) {
  return (
    <kbd className="key-cap" aria-hidden="true">
      {children}
    </kbd>
  );
}
