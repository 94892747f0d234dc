/** The first field of these parameters in the order of the form, whose groups come after what has none. */
export function firstField(root: HTMLElement | null, names: readonly string[]): HTMLElement | null {
  const fields = names.map((name) => `[data-param="${CSS.escape(name)}"] :is(input, select, textarea)`).join()
  return fields === '' ? null : (root?.querySelector<HTMLElement>(fields) ?? null)
}
