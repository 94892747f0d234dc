import { useRef, useState } from 'react'
import { inputClass } from '../field.tsx'
import { words } from './words.ts'

/** The person asked for the field, and goes on in it. */
function focusAtFirst(input: HTMLInputElement | null): void {
  input?.focus()
  input?.select()
}

/** The name of a row while it is changed: Enter or leaving the field saves it, Escape keeps the old one. */
export function RenameField({
  name,
  onSave,
  onDone,
}: {
  name: string
  /** Null: it was saved. Else why it could not be. */
  onSave(name: string): Promise<string | null>
  onDone(): void
}) {
  const [text, setText] = useState(name)
  const [problem, setProblem] = useState<string | null>(null)
  // Leaving the field because it goes must not save once more.
  const isClosed = useRef(false)
  const close = () => {
    isClosed.current = true
    onDone()
  }
  const save = async () => {
    if (isClosed.current) return
    const next = text.trim()
    if (next === name || next === '') return close()
    isClosed.current = true
    const refusal = await onSave(next)
    if (refusal === null) return onDone()
    isClosed.current = false
    setProblem(refusal)
  }
  return (
    <span className="relative block">
      <input
        type="text"
        ref={focusAtFirst}
        data-rename
        aria-label={words.newName(name)}
        aria-invalid={problem !== null}
        value={text}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        maxLength={120}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save()
          else if (event.key === 'Escape') close()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
        onBlur={() => (problem === null ? void save() : close())}
        className={inputClass}
      />
      {problem !== null && (
        <span
          role="alert"
          className="absolute top-full left-0 z-20 mt-1 max-w-full rounded-md border border-bad bg-surface px-2 py-1 text-sm whitespace-normal text-bad shadow-float"
        >
          {problem}
        </span>
      )}
    </span>
  )
}
