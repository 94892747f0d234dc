import { create } from 'zustand'

/** What the list of fields puts into the data of a drag. */
export const fieldDragType = 'application/x-localflow-field'

/** The field that took the focus last, which a value from elsewhere goes into. */
export type Target = { insert(text: string): void }

const useTarget = create<{ last: Target | null }>(() => ({ last: null }))

export const noteTarget = (target: Target): void => useTarget.setState({ last: target })
/** The field is gone. */
export const forgetTarget = (target: Target): void => useTarget.setState(({ last }) => ({ last: last === target ? null : last }))

/** False: no field had the focus yet. */
export function insertInto(text: string): boolean {
  const { last } = useTarget.getState()
  last?.insert(text)
  return last !== null
}

/** A reference stands alone: another one takes its place. In any other text it goes where the cursor is. */
export function withInserted(text: string, reference: string, from: number, to: number): string {
  if (text.trim() === '' || /^\$[\w.[\]-]*$/.test(text.trim())) return reference
  return `${text.slice(0, from)}${reference}${text.slice(to)}`
}
