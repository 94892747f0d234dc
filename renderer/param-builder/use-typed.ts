import { useState } from 'react'

/** The text of a field whose value is not its text: what was typed stays as long as it means the value. */
export function useTyped<T>(value: T, print: (value: T) => string, read: (text: string) => T): [string, (text: string) => T] {
  const [typed, setTyped] = useState(() => print(value))
  const isSame = JSON.stringify(read(typed)) === JSON.stringify(value)
  return [
    isSame ? typed : print(value),
    (text) => {
      setTyped(text)
      return read(text)
    },
  ]
}
