import { Plus, X } from 'lucide-react'
import { useCallback } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { CompletedInput } from './completed-input.tsx'
import { type ControlProps, textOf } from './control-props.ts'
import { useFormPlace } from './form-place.tsx'
import { offeredReferences, offeredSecrets } from './offers.ts'
import { formWords as words } from './words/form.ts'

type Pair = [name: string, value: string]
type Known = Record<string, string> | undefined

const pairsOf = (text: string): Pair[] => JSON.parse(text) as Pair[]
const recordOf = (text: string): Known => {
  const pairs = pairsOf(text).filter(([name]) => name !== '')
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}
const printed = (known: Known): string => JSON.stringify(Object.entries(known ?? {}))

type Props = ControlProps & { values: 'reference' | 'secret' | 'plain' }

/** Names and values. A pair without a name is not written yet. */
export function PairsControl({ label, value, isWrong, onChange, values }: Props) {
  const written = typeof value === 'object' && value !== null ? value : {}
  const known = Object.fromEntries(Object.entries(written).map(([name, each]) => [name, textOf(each)]))
  const [text, type] = useTyped<Known>(Object.keys(known).length === 0 ? undefined : known, printed, recordOf)
  const pairs = pairsOf(text)
  const write = (next: Pair[]): void => onChange(type(JSON.stringify(next)))
  const change = (at: number, pair: Pair): void => write(pairs.with(at, pair))
  const twice = pairs.find(([name], at) => name !== '' && pairs.findIndex(([other]) => other === name) !== at)
  return (
    <div className="flex flex-col gap-1">
      {pairs.map(([name, each], at) => (
        <div key={at} className="flex items-center gap-1">
          <TextInput
            mono
            aria-label={words.nameOf(label, at + 1)}
            aria-invalid={isWrong || undefined}
            placeholder={words.name}
            value={name}
            onChange={(next) => change(at, [next, each])}
            className="basis-2/5"
          />
          <div className="min-w-0 flex-1">
            <ValueInput
              values={values}
              label={words.valueOf(label, at + 1)}
              value={each}
              isWrong={isWrong}
              onChange={(next) => change(at, [name, next])}
            />
          </div>
          <IconButton label={words.removeFrom(label, at + 1)} onClick={() => write(pairs.toSpliced(at, 1))}>
            <X aria-hidden="true" className="size-3.5" />
          </IconButton>
        </div>
      ))}
      {twice && <p className="text-sm text-warn">{words.sameName(twice[0])}</p>}
      <div>
        <Button small look="quiet" onClick={() => write([...pairs, ['', '']])}>
          <Plus aria-hidden="true" className="size-3.5" />
          {words.addTo(label)}
        </Button>
      </div>
    </div>
  )
}

type InputProps = { values: Props['values']; label: string; value: string; isWrong: boolean; onChange(text: string): void }

function ValueInput({ values, ...rest }: InputProps) {
  const { references, secrets } = useFormPlace()
  const offer = useCallback(
    (text: string): readonly string[] => {
      if (values === 'reference') return offeredReferences(references, text)
      return values === 'secret' ? offeredSecrets(secrets, text) : []
    },
    [values, references, secrets],
  )
  return <CompletedInput {...rest} takesFields={values === 'reference'} offer={offer} placeholder={words.value} />
}
