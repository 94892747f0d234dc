import { interpreters } from '../../../interpreters.ts'
import { PathControl } from '../../../run-form/path-control.tsx'
import { CodeEditor } from '../../../ui/code-editor.tsx'
import { Field } from '../../../ui/field.tsx'
import type { FieldsProps } from './form.ts'
import { languageOf } from './interpreters.ts'
import { words } from './words.ts'

export function ScriptFields({ form, problems, edit }: FieldsProps) {
  return (
    <>
      <Field label={words.interpreter} hint={words.interpreterHint} error={problems['interpreter']} className="max-w-80">
        <PathControl
          only="file"
          suggestions={interpreters}
          value={form.interpreter}
          onChange={(interpreter) => edit({ interpreter })}
          placeholder={words.fromScript}
        />
      </Field>
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
