import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { overlapPolicies, stopSignals } from '../../../shared/model/job.ts'
import { api } from '../../api/client.ts'
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx'
import { Pairs } from '../../ui/pairs.tsx'
import { Check, Section } from '../../ui/section.tsx'
import { Switch } from '../../ui/switch.tsx'
import type { FieldsProps } from './body-fields.tsx'
import type { Form } from './draft.ts'
import { RetryPreview } from './retry-preview.tsx'

/** How and where it runs. What most jobs leave as it is is folded away. */
export function SettingFields(props: FieldsProps) {
  const { form, problems, edit } = props
  const isProgram = form.kind === 'script' || form.kind === 'command'
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-4 pb-4">
        <div className="flex items-center justify-between">
          <span className="text-sm font-medium text-ink-2">{form.enabled ? 'On: it can be run' : 'Off: it cannot be run'}</span>
          <Switch checked={form.enabled} label="The job is on" onChange={(enabled) => edit({ enabled })} />
        </div>
        {isProgram && (
          <Field label="Working folder" hint="Empty: your home folder" error={problems['cwd']}>
            <TextInput mono value={form.cwd} onChange={(cwd) => edit({ cwd })} placeholder="~" />
          </Field>
        )}
        <Field
          label="Timeout in seconds"
          hint={form.kind === 'http' ? 'Empty: 60 seconds' : 'Empty: it may take as long as it needs'}
          error={problems['timeout']}
        >
          <TextInput
            value={form.timeout}
            onChange={(timeout) => edit({ timeout })}
            inputMode="decimal"
            placeholder={form.kind === 'http' ? '60' : 'none'}
            className="max-w-32"
          />
        </Field>
      </div>
      {isProgram && <EnvironmentSection {...props} />}
      {isProgram && <InputSection {...props} />}
      <RetrySection {...props} />
      <OverlapSection {...props} />
      {isProgram && <StopSection {...props} />}
      {isProgram && <LimitSection {...props} />}
      <NoticeSection {...props} />
    </div>
  )
}

const any = (problems: Record<string, string>, ...fields: (keyof Form)[]): boolean => fields.some((field) => field in problems)

function EnvironmentSection({ form, problems, edit }: FieldsProps) {
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

function InputSection({ form, problems, edit }: FieldsProps) {
  const summaries = { none: 'nothing', text: 'a text', file: form.stdinPath || 'a file' }
  return (
    <Section
      checked={problems}
      title="Standard input"
      summary={summaries[form.stdinFrom]}
      invalid={any(problems, 'stdin', 'stdinPath')}
    >
      <Field label="It reads">
        <Select
          value={form.stdinFrom}
          options={{ none: 'Nothing', text: 'A text', file: 'A file' }}
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
    </Section>
  )
}

function RetrySection({ form, problems, edit }: FieldsProps) {
  const tries = Number(form.attempts)
  return (
    <Section
      checked={problems}
      title="Retries"
      summary={tries > 1 ? `up to ${tries} attempts` : 'none'}
      invalid={any(problems, 'attempts', 'delay', 'maxDelay', 'exitCodes')}
    >
      <Field label="Attempts in all" hint="1: it is not tried again" error={problems['attempts']}>
        <TextInput value={form.attempts} onChange={(attempts) => edit({ attempts })} inputMode="numeric" className="max-w-24" />
      </Field>
      {form.attempts.trim() !== '1' && (
        <>
          <Two>
            <Field label="Wait" error={undefined}>
              <Select
                value={form.backoff}
                options={{ exponential: 'Doubling', fixed: 'Always the same' }}
                onChange={(backoff) => edit({ backoff })}
              />
            </Field>
            <Field label="First, in seconds" error={problems['delay']}>
              <TextInput value={form.delay} onChange={(delay) => edit({ delay })} inputMode="decimal" />
            </Field>
          </Two>
          {form.backoff === 'exponential' && (
            <Field label="At most, in seconds" error={problems['maxDelay']}>
              <TextInput
                value={form.maxDelay}
                onChange={(maxDelay) => edit({ maxDelay })}
                inputMode="decimal"
                className="max-w-32"
              />
            </Field>
          )}
          <Check checked={form.jitter} onChange={(jitter) => edit({ jitter })}>
            A random part of each wait (full jitter)
          </Check>
          <Field
            label="Only after these exit codes"
            hint="Empty: after any failure. 124 is a timeout, 128 + n a signal, 127 what could not start."
            error={problems['exitCodes']}
          >
            <TextInput value={form.exitCodes} onChange={(exitCodes) => edit({ exitCodes })} placeholder="any" />
          </Field>
          <RetryPreview form={form} />
        </>
      )}
    </Section>
  )
}

const overlapWords: Record<Form['overlap'], string> = {
  allow: 'Run beside it',
  skip: 'Skip the new one',
  queue: 'Wait for it to end',
  latest: 'Wait; only the newest waits',
  replace: 'Stop the old one',
}

function OverlapSection({ form, problems, edit }: FieldsProps) {
  const { data: queues } = useQuery(api.queues.list.queryOptions())
  const special = form.queue !== 'default' || Number(form.priority) !== 0
  return (
    <Section
      checked={problems}
      title="Queue"
      summary={[special ? form.queue : '', overlapWords[form.overlap].toLowerCase()].filter((part) => part !== '').join(', ')}
      invalid={any(problems, 'queue', 'priority', 'overlap')}
    >
      <Field label="When the last run is still active">
        <Select
          value={form.overlap}
          options={Object.fromEntries(overlapPolicies.map((key) => [key, overlapWords[key]])) as typeof overlapWords}
          onChange={(overlap) => edit({ overlap })}
        />
      </Field>
      <Two>
        <Field label="Queue" error={problems['queue']}>
          <TextInput value={form.queue} onChange={(queue) => edit({ queue })} list="queue-names" />
        </Field>
        <Field label="Priority" error={problems['priority']}>
          <TextInput value={form.priority} onChange={(priority) => edit({ priority })} inputMode="numeric" />
        </Field>
      </Two>
      <datalist id="queue-names">
        {queues?.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p className="text-sm text-ink-3">Higher priorities begin first, from -100 to 100. A new queue is made when it is named.</p>
    </Section>
  )
}

function StopSection({ form, problems, edit }: FieldsProps) {
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
        <Field label="Grace in seconds" error={problems['grace']}>
          <TextInput value={form.grace} onChange={(grace) => edit({ grace })} inputMode="decimal" />
        </Field>
      </Two>
      <p className="text-sm text-ink-3">
        When the grace is over, everything it started is killed, also what has left its process group.
      </p>
    </Section>
  )
}

function LimitSection({ form, problems, edit }: FieldsProps) {
  const set = (['memory', 'cpu', 'output'] as const).filter((name) => form[name].max.trim() !== '')
  const labels = { memory: 'Memory in MB', cpu: 'Processor time in seconds', output: 'Output in MB' }
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
          <Field label="Beyond it">
            <Select
              value={form[name].action}
              options={{ stop: 'Stop the run', warn: 'Only say so' }}
              onChange={(action) => edit({ [name]: { ...form[name], action } })}
            />
          </Field>
        </Two>
      ))}
      <p className="text-sm text-ink-3">Of all processes of a run together.</p>
    </Section>
  )
}

function NoticeSection({ form, problems, edit }: FieldsProps) {
  const words = [form.muted ? 'muted' : '', form.pinned ? 'in the tray' : ''].filter((word) => word !== '')
  return (
    <Section checked={problems} title="Notices" summary={words.join(', ') || 'told when it fails'} invalid={false}>
      <Check checked={form.pinned} onChange={(pinned) => edit({ pinned })}>
        Always in the tray's menu
      </Check>
      <Check checked={form.muted} onChange={(muted) => edit({ muted })}>
        Muted: no notification when it fails
      </Check>
    </Section>
  )
}

const Two = ({ children }: { children: ReactNode }) => <div className="grid grid-cols-2 items-start gap-2">{children}</div>
