import { Combobox } from '@base-ui/react/combobox'
import { ChevronDown, X } from 'lucide-react'
import { inputClass, useFieldInput } from './field.tsx'
import { listClass, optionClass } from './option-list.ts'
import { words } from './words.ts'

export type Option = { value: string; label: string }

type Props = {
  options: Option[]
  value: string
  placeholder: string
  autoFocus?: boolean
  required?: boolean | undefined
  /** No choice is a choice, too. */
  canBeEmpty?: boolean
  onChange(value: string): void
  onBlur?(): void
}

/** More than these are found by typing. */
const mostShown = 200

/** A choice of many, which typing narrows. A value that is no longer an option stays until another is chosen. */
export function SearchSelect({
  options,
  value,
  placeholder,
  autoFocus = false,
  required,
  canBeEmpty = !required,
  onChange,
  onBlur,
}: Props) {
  const field = useFieldInput()
  const known = options.find((option) => option.value === value)
  const chosen = value === '' ? null : (known ?? { value, label: value })
  const items = known || chosen === null ? options : [chosen, ...options]
  return (
    <Combobox.Root
      items={items}
      value={chosen}
      limit={mostShown}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      onValueChange={(next: Option | null) => onChange(next?.value ?? '')}
    >
      <div className="relative">
        <Combobox.Input
          {...field}
          autoFocus={autoFocus}
          aria-required={required || undefined}
          placeholder={placeholder}
          onBlur={onBlur}
          className={`${inputClass} pr-14`}
        />
        <span className="absolute inset-y-0 right-0.5 flex items-center">
          {canBeEmpty && chosen !== null && (
            <Combobox.Clear
              aria-label={words.clearChoice}
              className="grid size-6 place-items-center rounded-sm text-ink-3 hover:text-ink"
            >
              <X aria-hidden="true" className="size-3.5" />
            </Combobox.Clear>
          )}
          <Combobox.Trigger
            aria-label={words.showChoices}
            className="grid size-6 place-items-center rounded-sm text-ink-3 hover:text-ink"
          >
            <ChevronDown aria-hidden="true" className="size-3.5" />
          </Combobox.Trigger>
        </span>
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-60 outline-none">
          <Combobox.Popup className={listClass}>
            <Combobox.Empty className="px-2 text-sm text-ink-3 not-empty:py-1">{words.noChoices}</Combobox.Empty>
            <Combobox.Status className="px-2 text-sm text-ink-3 not-empty:py-1">
              <MoreChoices of={items.length} />
            </Combobox.Status>
            <Combobox.List>
              {(option: Option) => (
                <Combobox.Item key={option.value} value={option} className={optionClass}>
                  <span className="truncate">{option.label}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

/** Typing narrows a list that is not shown whole. */
function MoreChoices({ of }: { of: number }) {
  const shown = Combobox.useFilteredItems<Option>().length
  return shown === mostShown && of > shown ? words.firstChoices(shown) : null
}
