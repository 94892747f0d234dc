import * as z from 'zod'

/** Of this tab, also after it was loaded again: the operations that it saw at work, and whose end was not told yet. */
const key = 'localflow.operations'
const Ids = z.array(z.string()).catch([])

function read(): string[] {
  try {
    return Ids.parse(JSON.parse(sessionStorage.getItem(key) ?? '[]'))
  } catch {
    return []
  }
}

export const awaited = read

export function awaitEnd(id: string): void {
  const ids = read()
  if (!ids.includes(id)) sessionStorage.setItem(key, JSON.stringify([...ids, id]))
}

/** Whether the end is still to be told; whoever asks first tells it. */
export function claimEnd(id: string): boolean {
  const ids = read()
  if (!ids.includes(id)) return false
  sessionStorage.setItem(key, JSON.stringify(ids.filter((each) => each !== id)))
  return true
}
