import { useState } from 'react'
import { readCommand } from '../../shared/params/read-command.ts'
import { Button } from '../ui/button.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { toast } from '../ui/toasts.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import type { Target } from './start.ts'
import type { RunFormState } from './use-run-form.ts'
import { words } from './words.ts'

type Props = { target: Target; state: RunFormState; onClose(): void }

/** Takes an lf or curl command and fills the form with its values. */
export function PasteField({ target, state, onClose }: Props) {
  useFocusBack(() => document.querySelector('[data-param] :is(input, select, textarea)'))
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const fill = () => {
    const refusal = fillFrom(text, target, state)
    if (refusal === null) onClose()
    else setProblem(refusal)
  }
  return (
    <div className="flex flex-col gap-2 rounded-md border border-rule p-3">
      <Field label={words.pasteLabel} hint={words.pasteHint} error={problem}>
        <TextArea
          autoFocus
          rows={3}
          value={text}
          onChange={(next) => {
            setText(next)
            setProblem(undefined)
          }}
        />
      </Field>
      <div className="flex gap-2">
        <Button small disabled={text.trim() === ''} onClick={fill}>
          {words.fill}
        </Button>
        <Button small look="quiet" onClick={onClose}>
          {words.closePaste}
        </Button>
      </div>
    </div>
  )
}

/** Null: the form has the values of the command. Else why it could not be read. */
function fillFrom(text: string, target: Target, { schema, isFree, fill }: RunFormState): string | null {
  const read = readCommand(text, isFree ? {} : schema)
  if ('problem' in read) return read.problem
  if (read.options.at !== undefined && Number.isNaN(Date.parse(read.options.at))) return words.timeInWords(read.options.at)
  fill(read.params, read.options)
  toast(read.target === target.name || read.target === target.id ? words.filled : words.otherTarget(read.target))
  return null
}
