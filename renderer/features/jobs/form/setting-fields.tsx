import { PathControl } from '../../../run-form/path-control.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { Check, Section } from '../../../ui/section.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { CommandsSection } from './commands-section.tsx'
import { ConditionsSection } from './conditions-section.tsx'
import type { FieldsProps } from './form.ts'
import { HooksSection } from './hooks-section.tsx'
import { ParamsSection } from './params-section.tsx'
import { PauseSection } from './pause-section.tsx'
import { EnvironmentSection, InputSection, LimitSection, StopSection } from './program-sections.tsx'
import { QueueSection } from './queue-section.tsx'
import { RetrySection } from './retry-section.tsx'
import { words } from './words.ts'

/** The settings of a job. Sections that most jobs leave at their defaults are folded. */
export function SettingFields({ jobId, ...props }: FieldsProps & { jobId: string | null }) {
  const { form, problems, edit } = props
  const isProgram = form.kind === 'script' || form.kind === 'command'
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-4 pb-4">
        <div className="flex items-center justify-between">
          <span className="text-sm font-medium text-ink-2">{form.enabled ? words.enabled : words.disabled}</span>
          <Switch checked={form.enabled} label={words.isEnabled} onChange={(enabled) => edit({ enabled })} />
        </div>
        {isProgram && (
          <Field label={words.cwd} hint={words.cwdHint} error={problems['cwd']}>
            <PathControl only="folder" value={form.cwd} onChange={(cwd) => edit({ cwd })} placeholder="~" />
          </Field>
        )}
        <Field
          label={words.timeout}
          hint={form.kind === 'http' ? words.requestTimeout : words.noTimeout}
          error={problems['timeout']}
        >
          <TextInput
            value={form.timeout}
            onChange={(timeout) => edit({ timeout })}
            inputMode="decimal"
            placeholder={form.kind === 'http' ? '60' : words.none}
            className="max-w-32"
          />
        </Field>
      </div>
      {isProgram && <CommandsSection {...props} />}
      <ParamsSection {...props} />
      {isProgram && <EnvironmentSection {...props} />}
      {isProgram && <InputSection {...props} />}
      {form.kind !== 'flow' && form.kind !== 'pipeline' && <RetrySection {...props} />}
      <PauseSection {...props} />
      <QueueSection {...props} />
      <ConditionsSection {...props} />
      {isProgram && <StopSection {...props} />}
      {isProgram && <LimitSection {...props} />}
      <HooksSection {...props} jobId={jobId} />
      <NotificationSection {...props} />
    </div>
  )
}

function NotificationSection({ form, problems, edit }: FieldsProps) {
  return (
    <Section
      checked={problems}
      title={words.notifications.title}
      summary={words.notifications.summary(form.muted, form.pinned)}
      invalid={false}
    >
      <Check checked={form.pinned} onChange={(pinned) => edit({ pinned })}>
        {words.notifications.pinned}
      </Check>
      <Check checked={form.muted} onChange={(muted) => edit({ muted })}>
        {words.notifications.muted}
      </Check>
    </Section>
  )
}
