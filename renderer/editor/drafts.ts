/**
 * A form with unsaved changes. `base` is the stamp of the saved state that the edit started from, `began` its form; neither is
 * known for something new.
 */
export type Draft<F> = { form: F; base?: number | undefined; began: F | null }

/** A draft may be larger than a browser stores: then it lives as long as this window does. */
const unstored = new Map<string, unknown>()

/** Each has an entry of its own: windows of one browser share them, and each writes only what it edits. */
const entry = (key: string): string => `localflow-draft ${key}`

export function readDraft<F>(key: string): Draft<F> | null {
  try {
    const text = localStorage.getItem(entry(key))
    return ((text === null ? unstored.get(key) : JSON.parse(text)) ?? null) as Draft<F> | null
  } catch {
    return null
  }
}

export function writeDraft<F>(key: string, draft: Draft<F>): void {
  unstored.delete(key)
  try {
    localStorage.setItem(entry(key), JSON.stringify(draft))
  } catch {
    localStorage.removeItem(entry(key))
    unstored.set(key, draft)
  }
}

export function forgetDraft(key: string): void {
  unstored.delete(key)
  localStorage.removeItem(entry(key))
}
