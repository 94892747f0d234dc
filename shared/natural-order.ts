const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Compares names as people read them: "flow 2" comes before "flow 10". */
export const naturalOrder = (a: string, b: string): number => collator.compare(a, b)
