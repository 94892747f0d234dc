/** A name that is not taken: the name itself, or the name with the next free number. */
export function nameFrom(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  const stem = name.replace(/_?\d+$/, '')
  for (let n = 2; ; n++) if (!taken.includes(`${stem}_${n}`)) return `${stem}_${n}`
}
