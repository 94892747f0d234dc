import { Plus, X } from 'lucide-react'
import { PathControl } from '../../../run-form/path-control.tsx'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import type { FieldsProps } from './form.ts'
import { words } from './words.ts'

export function CommandFields({ form, problems, edit }: FieldsProps) {
  const change = (index: number, value: string) => edit({ args: form.args.map((arg, at) => (at === index ? value : arg)) })
  const add = (at: number) => {
    edit({ args: form.args.toSpliced(at, 0, '') })
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-arg="${at}"]`)?.focus())
  }
  const remove = (at: number) => {
    edit({ args: form.args.toSpliced(at, 1) })
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-arg="${Math.max(0, at - 1)}"]`)?.focus())
  }
  return (
    <>
      <Field label={words.program} hint={words.programHint} error={problems['command']}>
        <PathControl
          only="file"
          value={form.command}
          onChange={(command) => edit({ command })}
          placeholder={words.programExample}
        />
      </Field>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium text-ink-2">{words.arguments}</legend>
        {form.args.map((arg, index) => (
          <div key={index} className="flex items-center gap-1">
            <TextInput
              mono
              data-arg={index}
              aria-label={words.argument(index + 1)}
              value={arg}
              onChange={(value) => change(index, value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') {
                  event.preventDefault()
                  add(index + 1)
                } else if (event.key === 'Backspace' && arg === '') {
                  event.preventDefault()
                  remove(index)
                }
              }}
            />
            <IconButton label={words.removeArgument(index + 1)} onClick={() => remove(index)}>
              <X aria-hidden="true" className="size-3.5" />
            </IconButton>
          </div>
        ))}
        <div>
          <Button small look="quiet" onClick={() => add(form.args.length)}>
            <Plus aria-hidden="true" className="size-3.5" />
            {words.addArgument}
          </Button>
        </div>
        {problems['args'] && <p className="text-sm text-bad">{problems['args']}</p>}
      </fieldset>
    </>
  )
}
