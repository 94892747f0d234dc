import { Switch as Base } from '@base-ui/react/switch'

export function Switch({ checked, label, onChange }: { checked: boolean; label: string; onChange(checked: boolean): void }) {
  return (
    <Base.Root
      checked={checked}
      onCheckedChange={onChange}
      aria-label={label}
      className="inline-flex h-[15px] w-[26px] shrink-0 items-center rounded-full align-middle bg-ink-3 transition-colors duration-100 data-checked:bg-ok-fill forced-colors:outline forced-colors:outline-1"
    >
      <Base.Thumb className="block size-[11px] translate-x-[2px] rounded-full bg-white transition-transform duration-100 data-checked:translate-x-[13px] forced-colors:bg-[ButtonText]" />
    </Base.Root>
  )
}
