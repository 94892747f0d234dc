import { useEffect, useState } from 'react'
import { useSearchParams } from 'wouter'

export type Flags = { regex: boolean; case: boolean; word: boolean }

/** As in the address of a log, which finds the same text: `find-flags=rw`. */
const letters = { regex: 'r', case: 'c', word: 'w' } as const
export const flagNames = Object.keys(letters) as (keyof Flags)[]

export const flagText = (flags: Flags): string =>
  flagNames
    .filter((name) => flags[name])
    .map((name) => letters[name])
    .join('')

export const readFlags = (text: string): Flags => ({
  regex: text.includes(letters.regex),
  case: text.includes(letters.case),
  word: text.includes(letters.word),
})

/** The text and its flags, in the address; `draft` is what a person types until they press Enter. */
export function useSearchQuery() {
  const [params, setParams] = useSearchParams()
  const text = params.get('find') ?? ''
  const flags = readFlags(params.get('find-flags') ?? '')
  const [draft, setDraft] = useState(text)
  useEffect(() => setDraft(text), [text])

  const set = (next: string, nextFlags: Flags): void =>
    setParams((before) => {
      const after = new URLSearchParams(before)
      for (const [name, value] of [
        ['find', next],
        ['find-flags', flagText(nextFlags)],
      ] as const)
        if (value === '') after.delete(name)
        else after.set(name, value)
      return after
    })
  return {
    text,
    flags,
    draft,
    setDraft,
    submit: (): void => set(draft, flags),
    setFlags: (next: Flags): void => set(draft, next),
  }
}
