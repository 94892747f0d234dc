import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useContext,
  useId,
} from 'react'
import { cx } from './class-names.ts'

type FieldIds = { id: string; describedBy: string | undefined; invalid: boolean }
const FieldContext = createContext<FieldIds | null>(null)

/** What ties an input to the label and the note of its field. */
export function useFieldInput() {
  const field = useContext(FieldContext)
  return field ? { id: field.id, 'aria-describedby': field.describedBy, 'aria-invalid': field.invalid || undefined } : {}
}

/** A label, an input and what is wrong with it. */
export function Field({
  label,
  hint,
  error,
  children,
  beside = false,
  className,
}: {
  label: string
  /** The label stands beside the input, not above it. */
  beside?: boolean
  hint?: string | undefined
  error?: string | undefined
  children: ReactNode
  className?: string
}) {
  const id = useId()
  const note = error ?? hint
  return (
    <FieldContext value={{ id, describedBy: note ? `${id}-note` : undefined, invalid: error !== undefined }}>
      <div className={cx(beside ? besideClass : 'flex flex-col gap-1', className)}>
        <label htmlFor={id} className="text-sm font-medium text-ink-2">
          {label}
        </label>
        {children}
        {note && (
          <p id={`${id}-note`} className={cx('text-sm', error ? 'text-bad' : 'text-ink-3')}>
            {error ?? hint}
          </p>
        )}
      </div>
    </FieldContext>
  )
}

const besideClass =
  'grid grid-cols-[10rem_minmax(0,1fr)] gap-x-3 gap-y-1 *:col-start-2 *:[label]:col-start-1 *:[label]:flex *:[label]:h-7 *:[label]:items-center'

export const inputClass =
  'h-7 w-full min-w-0 rounded-md border border-rule-2 bg-surface px-2 aria-invalid:border-bad disabled:opacity-60 focus-visible:outline-offset-0'

type TextInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
  value: string
  onChange(value: string): void
  mono?: boolean
}

export function TextInput({ value, onChange, mono, className, ...rest }: TextInputProps) {
  const field = useFieldInput()
  return (
    <input
      {...field}
      spellCheck={false}
      autoComplete="off"
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cx(inputClass, mono && 'font-mono text-sm', className)}
    />
  )
}

type SelectProps<T extends string> = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> & {
  value: T
  options: Record<T, string>
  onChange(value: T): void
}

export function Select<T extends string>({ value, options, onChange, className, ...rest }: SelectProps<T>) {
  const field = useFieldInput()
  return (
    <select
      {...field}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
      className={cx(inputClass, 'pr-1', className)}
    >
      {(Object.entries(options) as [T, string][]).map(([key, word]) => (
        <option key={key} value={key}>
          {word}
        </option>
      ))}
    </select>
  )
}

type TextAreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> & {
  value: string
  onChange(value: string): void
}

export function TextArea({ value, onChange, className, ...rest }: TextAreaProps) {
  const field = useFieldInput()
  return (
    <textarea
      {...field}
      spellCheck={false}
      rows={4}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cx(inputClass, 'h-auto py-1 font-mono text-sm', className)}
    />
  )
}
