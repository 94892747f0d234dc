import { stopSignals } from '../../../../shared/model/job.ts'
import { PathControl } from '../../../run-form/path-control.tsx'
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx'
import { Pairs } from '../../../ui/pairs.tsx'
import { Section } from '../../../ui/section.tsx'
import type { FieldsProps, Form } from './form.ts'
import { any, Two } from './form-parts.tsx'
import { words } from './words.ts'

export function EnvironmentSection({ form, problems, edit }: FieldsProps) {
  const count = form.env.filter(({ name }) => name !== '').length
  return (
    <Section
      checked={problems}
      title={words.environment.title}
      summary={words.environment.summary(count, form.envFile !== '')}
      invalid={any(problems, 'env', 'envFile')}
    >
      <Pairs
        title={words.environment.variables}
        noun={words.environment.variable}
        pairs={form.env}
        error={problems['env']}
        onChange={(env) => edit({ env })}
      />
      <p className="text-sm text-ink-3">{words.environment.secrets(<code className="font-mono">{words.secretExample}</code>)}</p>
      <Field label={words.environment.file} hint={words.environment.fileHint} error={problems['envFile']}>
        <PathControl
          only="file"
          value={form.envFile}
          onChange={(envFile) => edit({ envFile })}
          placeholder={words.environment.fileExample}
        />
      </Field>
    </Section>
  )
}

/** The result of a run, which flows and the API can read. */
export function ResultField({ form, edit }: FieldsProps) {
  return (
    <Field label={words.input.result} hint={form.result === 'none' ? undefined : words.input.resultHint}>
      <Select value={form.result} options={words.input.results} onChange={(result) => edit({ result })} />
    </Field>
  )
}

export function InputSection({ form, problems, edit }: FieldsProps) {
  const source = (form.stdinFrom === 'file' && form.stdinPath) || words.input.sources[form.stdinFrom]
  return (
    <Section
      checked={problems}
      title={words.input.title}
      summary={words.input.summary(source)}
      invalid={any(problems, 'stdin', 'stdinPath')}
    >
      <Field label={words.input.stdin}>
        <Select value={form.stdinFrom} options={words.input.stdinFrom} onChange={(stdinFrom) => edit({ stdinFrom })} />
      </Field>
      {form.stdinFrom === 'text' && (
        <Field label={words.input.text} error={problems['stdin']}>
          <TextArea value={form.stdin} onChange={(stdin) => edit({ stdin })} />
        </Field>
      )}
      {form.stdinFrom === 'file' && (
        <Field label={words.input.file} hint={words.input.fileHint} error={problems['stdinPath']}>
          <PathControl only="file" value={form.stdinPath} onChange={(stdinPath) => edit({ stdinPath })} />
        </Field>
      )}
      <ResultField form={form} problems={problems} edit={edit} />
    </Section>
  )
}

export function StopSection({ form, problems, edit }: FieldsProps) {
  return (
    <Section
      checked={problems}
      title={words.stopping.title}
      summary={words.stopping.summary(form.stopSignal, form.grace)}
      invalid={any(problems, 'grace')}
    >
      <Two>
        <Field label={words.stopping.signal}>
          <Select
            value={form.stopSignal}
            options={Object.fromEntries(stopSignals.map((signal) => [signal, signal])) as Record<Form['stopSignal'], string>}
            onChange={(stopSignal) => edit({ stopSignal })}
          />
        </Field>
        <Field label={words.stopping.grace} error={problems['grace']}>
          <TextInput value={form.grace} onChange={(grace) => edit({ grace })} inputMode="decimal" />
        </Field>
      </Two>
      <p className="text-sm text-ink-3">{words.stopping.note}</p>
    </Section>
  )
}

const limited = ['memory', 'cpu', 'output'] as const

export function LimitSection({ form, problems, edit }: FieldsProps) {
  const set = limited.filter((name) => form[name].max.trim() !== '')
  return (
    <Section
      checked={problems}
      title={words.limits.title}
      summary={set.length === 0 ? words.none : set.map((name) => words.limits.names[name]).join(', ')}
      invalid={any(problems, 'memory', 'cpu', 'output')}
    >
      {limited.map((name) => (
        <Two key={name}>
          <Field label={words.limits.labels[name]} error={problems[name]}>
            <TextInput
              value={form[name].max}
              onChange={(max) => edit({ [name]: { ...form[name], max } })}
              inputMode="decimal"
              placeholder={words.none}
            />
          </Field>
          <Field label={words.limits.action}>
            <Select
              value={form[name].action}
              options={words.limits.actions}
              onChange={(action) => edit({ [name]: { ...form[name], action } })}
            />
          </Field>
        </Two>
      ))}
      <p className="text-sm text-ink-3">{words.limits.note}</p>
    </Section>
  )
}
