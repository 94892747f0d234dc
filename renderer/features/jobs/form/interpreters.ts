import type { Language } from '../../../ui/code-editor-props.ts'
import type { Form } from './form.ts'

/** By the interpreter, or by the #! line where none is chosen. */
export function languageOf(form: Pick<Form, 'interpreter' | 'script'>): Language {
  const line = form.interpreter.trim() === '' ? (/^#!.*/.exec(form.script)?.[0] ?? 'sh') : form.interpreter
  const known: [RegExp, Language][] = [
    [/python/, 'python'],
    [/\b(node|deno|bun)\b/, 'javascript'],
    [/pwsh|powershell/i, 'powershell'],
    [/ruby/, 'ruby'],
    [/perl/, 'perl'],
    [/sh\b/, 'shell'],
  ]
  return known.find(([pattern]) => pattern.test(line))?.[1] ?? 'plain'
}
