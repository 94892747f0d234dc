import { Autocomplete } from '@base-ui/react/autocomplete'
import { useMemo, useState } from 'react'
import { inputClass, useFieldInput } from '../../ui/field.tsx'
import { listClass, optionClass } from '../../ui/option-list.ts'
import { useInsertion } from './use-insertion.ts'

type Props = {
  value: string
  /** What is offered for a text; nothing closes the list. */
  offer(text: string): readonly string[]
  isWrong: boolean
  /** A field of the data of a run can be put into it. */
  takesFields?: boolean
  label?: string
  placeholder?: string
  onChange(text: string): void
}

const mostOffered = 100

/** A text field that completes what is typed. Arrow keys choose, Enter takes; any other text may stay. */
export function CompletedInput({ value, offer, isWrong, takesFields = false, label, placeholder, onChange }: Props) {
  const field = useFieldInput()
  const insertion = useInsertion(takesFields, value, onChange)
  const [isOpen, setOpen] = useState(false)
  const items = useMemo(
    () =>
      isOpen
        ? offer(value)
            .filter((each) => each !== value)
            .slice(0, mostOffered)
        : [],
    [isOpen, offer, value],
  )
  return (
    <Autocomplete.Root
      items={items}
      mode="none"
      open={isOpen && items.length > 0}
      onOpenChange={setOpen}
      value={value}
      onValueChange={(text: string, details) => {
        // Escape would empty the field; here it closes the list, and then leaves the field as it is.
        if (details.reason === 'escape-key') return details.allowPropagation()
        onChange(text)
        // What was taken may go on.
        if (details.reason === 'item-press') requestAnimationFrame(() => setOpen(text.endsWith('.')))
      }}
    >
      <Autocomplete.Input
        {...field}
        {...insertion}
        {...(label === undefined ? {} : { 'aria-label': label })}
        aria-invalid={isWrong || undefined}
        placeholder={placeholder}
        onBlur={() => setOpen(false)}
        spellCheck={false}
        className={`${inputClass} font-mono text-sm`}
      />
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={4} className="z-60 outline-none">
          <Autocomplete.Popup className={listClass}>
            <Autocomplete.List>
              {(each: string) => (
                <Autocomplete.Item key={each} value={each} className={optionClass}>
                  <span className="truncate font-mono" title={each}>
                    {each}
                  </span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}
