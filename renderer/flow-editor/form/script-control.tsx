import { CodeEditor } from '../../ui/code-editor.tsx'
import type { Language } from '../../ui/code-editor-props.ts'
import { type ControlProps, orNothing, textOf } from './control-props.ts'
import { valueAt } from './fields.ts'
import { useFormPlace } from './form-place.tsx'

const programs: [RegExp, Language][] = [
  [/python/, 'python'],
  [/\b(?:node|deno|bun|javascript)\b/, 'javascript'],
  [/pwsh|powershell/i, 'powershell'],
  [/ruby/, 'ruby'],
  [/perl/, 'perl'],
  [/sh\b/, 'shell'],
]

/** By the program, else by the language, else by the #! line; a script without any of them runs in bash. */
export function languageOf(script: unknown): Language {
  const program = textOf(valueAt(script, ['cmd'])) || textOf(valueAt(script, ['language']))
  const line = program || (/^#!.*/.exec(textOf(valueAt(script, ['code'])))?.[0] ?? 'bash')
  return programs.find(([pattern]) => pattern.test(line))?.[1] ?? 'plain'
}

/** A script, in the colors of its language. */
export function ScriptControl({ label, value, isWrong, onChange }: ControlProps) {
  const place = useFormPlace()
  return (
    <div className="h-40 resize-y overflow-hidden pb-px">
      <CodeEditor
        label={label}
        value={textOf(value)}
        language={languageOf(valueAt(place.value, ['script']))}
        invalid={isWrong}
        onChange={(code) => onChange(orNothing(code))}
      />
    </div>
  )
}
