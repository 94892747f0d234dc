import { useState } from 'react'
import { Field, TextInput } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { linesOf } from './log-link.ts'
import type { LogState } from './use-log.ts'
import { words } from './words.ts'

/** Shows a line, or selects a range of lines, by number. */
export function GoToLine({ state: { log, lines, goTo }, onClose }: { state: LogState; onClose(): void }) {
  const [text, setText] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  const last = log.size.lines
  const submit = () => {
    const wanted = linesOf(text)
    if (wanted === null || wanted.from > last) return setIsRefused(true)
    lines.select({ anchor: wanted.from, focus: Math.min(wanted.to, last) })
    goTo(wanted.from)
    onClose()
  }
  return (
    <FormDialog title={words.goToLineTitle} submit={words.go} onSubmit={submit} onClose={onClose}>
      <Field label={words.goToLineLabel} hint={words.goToLineHint(last)} error={isRefused ? words.noSuchLine(last) : undefined}>
        <TextInput
          autoFocus
          inputMode="numeric"
          value={text}
          onChange={(next) => {
            setText(next)
            setIsRefused(false)
          }}
        />
      </Field>
    </FormDialog>
  )
}
