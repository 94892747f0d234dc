import { useId } from 'react'
import { interpreters } from '../../../interpreters.ts'
import { CodeEditor } from '../../../ui/code-editor.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import type { FieldsProps } from './form.ts'
import { languageOf } from './interpreters.ts'
import { words } from './words.ts'

export function ScriptFields({ form, problems, edit }: FieldsProps) {
  const list = useId()
  return (
    <>
      <Field label={words.interpreter} hint={words.interpreterHint} error={problems['interpreter']} className="max-w-80">
        <TextInput
          mono
          value={form.interpreter}
          onChange={(interpreter) => edit({ interpreter })}
          list={list}
          placeholder={words.fromScript}
        />
      </Field>
      <datalist id={list}>
        {interpreters.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className="flex min-h-64 flex-1 flex-col gap-1">
        <span className="text-sm font-medium text-ink-2">{words.script}</span>
        <div className="min-h-0 flex-1">
          <CodeEditor
            label={words.script}
            value={form.script}
            language={languageOf(form)}
            invalid={problems['script'] !== undefined}
            onChange={(script) => edit({ script })}
          />
        </div>
        {problems['script'] && <p className="text-sm text-bad">{problems['script']}</p>}
      </div>
    </>
  )
}
