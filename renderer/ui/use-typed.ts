import { useState } from 'react'

/**
 * The text of a field whose value is not its text: what was typed stays as long as it means the value. Null or undefined means
 * that the text cannot be read yet; it stays, too, until the value is changed elsewhere.
 */
export function useTyped<T>(value: T, print: (value: T) => string, read: (text: string) => T): [string, (text: string) => T] {
  const [typed, setTyped] = useState(() => ({ text: print(value), before: value }))
  const meant = read(typed.text)
  const stays = isSame(meant, value) || ((meant === null || meant === undefined) && isSame(typed.before, value))
  return [
    stays ? typed.text : print(value),
    (text) => {
      setTyped({ text, before: value })
      return read(text)
    },
  ]
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
