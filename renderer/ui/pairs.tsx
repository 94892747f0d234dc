import { Plus, X } from 'lucide-react'
import { Button, IconButton } from './button.tsx'
import { TextInput } from './field.tsx'
import { words } from './words.ts'

type Pair = { name: string; value: string }

/** Names and values, as many as are wanted. `noun` is what one of them is called. */
export function Pairs({
  title,
  noun,
  pairs,
  error,
  onChange,
}: {
  title: string
  noun: string
  pairs: Pair[]
  error: string | undefined
  onChange(pairs: Pair[]): void
}) {
  const change = (index: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)))
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-2">{title}</legend>
      {pairs.map(({ name, value }, index) => (
        <div key={index} className="flex items-center gap-1">
          <TextInput
            mono
            aria-label={words.nameOf(noun, index + 1)}
            aria-invalid={error !== undefined || undefined}
            placeholder={words.name}
            value={name}
            onChange={(next) => change(index, { name: next })}
            className="basis-2/5"
          />
          <TextInput
            mono
            aria-label={words.valueOf(noun, index + 1)}
            placeholder={words.value}
            value={value}
            onChange={(next) => change(index, { value: next })}
          />
          <IconButton label={words.remove(noun, index + 1)} onClick={() => onChange(pairs.toSpliced(index, 1))}>
            <X aria-hidden="true" className="size-3.5" />
          </IconButton>
        </div>
      ))}
      {error && <p className="text-sm text-bad">{error}</p>}
      <div>
        <Button small look="quiet" onClick={() => onChange([...pairs, { name: '', value: '' }])}>
          <Plus aria-hidden="true" className="size-3.5" />
          {words.add(noun)}
        </Button>
      </div>
    </fieldset>
  )
}
