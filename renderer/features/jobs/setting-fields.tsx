import { Field, TextInput } from '../../ui/field.tsx'
import { Check, Section } from '../../ui/section.tsx'
import { Switch } from '../../ui/switch.tsx'
import { ConditionsSection } from './conditions-section.tsx'
import type { FieldsProps } from './form.ts'
import { EnvironmentSection, InputSection, LimitSection, StopSection } from './program-sections.tsx'
import { QueueSection } from './queue-section.tsx'
import { RetrySection } from './retry-section.tsx'

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
