import { Field, TextInput } from '../../../ui/field.tsx'
import { Check, Section } from '../../../ui/section.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { ConditionsSection } from './conditions-section.tsx'
import type { FieldsProps } from './form.ts'
import { EnvironmentSection, InputSection, LimitSection, StopSection } from './program-sections.tsx'
import { QueueSection } from './queue-section.tsx'
import { RetrySection } from './retry-section.tsx'

/** The settings of a job. Sections that most jobs leave at their defaults are folded. */
export function SettingFields(props: FieldsProps) {
  const { form, problems, edit } = props
  const isProgram = form.kind === 'script' || form.kind === 'command'
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-4 pb-4">
        <div className="flex items-center justify-between">
          <span className="text-sm font-medium text-ink-2">{form.enabled ? 'Enabled' : 'Disabled: nothing starts the job'}</span>
          <Switch checked={form.enabled} label="The job is enabled" onChange={(enabled) => edit({ enabled })} />
        </div>
        {isProgram && (
          <Field label="Working folder" hint="Empty: your home folder" error={problems['cwd']}>
            <TextInput mono value={form.cwd} onChange={(cwd) => edit({ cwd })} placeholder="~" />
          </Field>
        )}
        <Field
          label="Timeout in seconds"
          hint={form.kind === 'http' ? 'Empty: 60 seconds' : 'Empty: no timeout'}
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
      {form.kind !== 'flow' && <RetrySection {...props} />}
      <QueueSection {...props} />
      <ConditionsSection {...props} />
      {isProgram && <StopSection {...props} />}
      {isProgram && <LimitSection {...props} />}
      <NoticeSection {...props} />
    </div>
  )
}

function NoticeSection({ form, problems, edit }: FieldsProps) {
  const words = [form.muted ? 'muted' : '', form.pinned ? 'in the tray' : ''].filter((word) => word !== '')
  return (
    <Section checked={problems} title="Notifications" summary={words.join(', ') || 'on failure'} invalid={false}>
      <Check checked={form.pinned} onChange={(pinned) => edit({ pinned })}>
        Always in the tray's menu
      </Check>
      <Check checked={form.muted} onChange={(muted) => edit({ muted })}>
        Mute failures
      </Check>
    </Section>
  )
}
