import { stopSignals } from '../../../../shared/model/job.ts'
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx'
import { Pairs } from '../../../ui/pairs.tsx'
import { Section } from '../../../ui/section.tsx'
import type { FieldsProps, Form } from './form.ts'
import { any, Two } from './form-parts.tsx'

export function EnvironmentSection({ form, problems, edit }: FieldsProps) {
  const count = form.env.filter(({ name }) => name !== '').length
  const parts = [count === 0 ? '' : `${count} set`, form.envFile === '' ? '' : 'from a file'].filter((part) => part !== '')
  return (
    <Section
      checked={problems}
      title="Environment"
      summary={parts.join(', ') || 'your login shell’s'}
      invalid={any(problems, 'env', 'envFile')}
    >
      <Pairs title="Variables" noun="variable" pairs={form.env} error={problems['env']} onChange={(env) => edit({ env })} />
      <p className="text-sm text-ink-3">
        <code className="font-mono">$secrets.NAME</code> stands for a secret of the settings.
      </p>
      <Field
        label="Environment file"
        hint="Lines of NAME=value, read at each start. Variables above win over it."
        error={problems['envFile']}
      >
        <TextInput mono value={form.envFile} onChange={(envFile) => edit({ envFile })} placeholder=".env" />
      </Field>
    </Section>
  )
}

/** The result of a run, which flows and the API can read. */
export function ResultField({ form, edit }: FieldsProps) {
  return (
    <Field
      label="Result"
      hint={
        form.result === 'none' ? undefined : 'At most 1 MB of standard output. A line "::output name=value" names a part of it.'
      }
    >
      <Select
        value={form.result}
        options={{ none: 'None', text: 'Standard output as text', json: 'Standard output as JSON' }}
        onChange={(result) => edit({ result })}
      />
    </Field>
  )
}

export function InputSection({ form, problems, edit }: FieldsProps) {
  const summaries = { none: 'none', text: 'text', file: form.stdinPath || 'file', params: 'parameters' }
  return (
    <Section
      checked={problems}
      title="Input and result"
      summary={`standard input: ${summaries[form.stdinFrom]}`}
      invalid={any(problems, 'stdin', 'stdinPath')}
    >
      <Field label="Standard input">
        <Select
          value={form.stdinFrom}
          options={{ none: 'None', text: 'Text', file: 'File', params: 'Parameters as JSON' }}
          onChange={(stdinFrom) => edit({ stdinFrom })}
        />
      </Field>
      {form.stdinFrom === 'text' && (
        <Field label="Text" error={problems['stdin']}>
          <TextArea value={form.stdin} onChange={(stdin) => edit({ stdin })} />
        </Field>
      )}
      {form.stdinFrom === 'file' && (
        <Field label="File" hint="From the working folder, or a full path" error={problems['stdinPath']}>
          <TextInput mono value={form.stdinPath} onChange={(stdinPath) => edit({ stdinPath })} />
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
      title="Stopping"
      summary={`${form.stopSignal}, then kill after ${form.grace} s`}
      invalid={any(problems, 'grace')}
    >
      <Two>
        <Field label="First signal">
          <Select
            value={form.stopSignal}
            options={Object.fromEntries(stopSignals.map((signal) => [signal, signal])) as Record<Form['stopSignal'], string>}
            onChange={(stopSignal) => edit({ stopSignal })}
          />
        </Field>
        <Field label="Grace period in seconds" error={problems['grace']}>
          <TextInput value={form.grace} onChange={(grace) => edit({ grace })} inputMode="decimal" />
        </Field>
      </Two>
      <p className="text-sm text-ink-3">
        After the grace period, LocalFlow kills every process of the run, including those that left its process group.
      </p>
    </Section>
  )
}

export function LimitSection({ form, problems, edit }: FieldsProps) {
  const set = (['memory', 'cpu', 'output'] as const).filter((name) => form[name].max.trim() !== '')
  const labels = { memory: 'Memory in MB', cpu: 'CPU time in seconds', output: 'Output in MB' }
  return (
    <Section
      checked={problems}
      title="Limits"
      summary={set.length === 0 ? 'none' : set.join(', ')}
      invalid={any(problems, 'memory', 'cpu', 'output')}
    >
      {(['memory', 'cpu', 'output'] as const).map((name) => (
        <Two key={name}>
          <Field label={labels[name]} error={problems[name]}>
            <TextInput
              value={form[name].max}
              onChange={(max) => edit({ [name]: { ...form[name], max } })}
              inputMode="decimal"
              placeholder="none"
            />
          </Field>
          <Field label="When exceeded">
            <Select
              value={form[name].action}
              options={{ stop: 'Stop the run', warn: 'Warn only' }}
              onChange={(action) => edit({ [name]: { ...form[name], action } })}
            />
          </Field>
        </Two>
      ))}
      <p className="text-sm text-ink-3">A limit applies to all processes of a run together.</p>
    </Section>
  )
}
