import { ArrowRight, CircleCheck, CircleDashed, FileCode2, FolderInput, type LucideIcon, Sparkles } from 'lucide-react'
import { useEffect } from 'react'
import { Link } from 'wouter'
import type { FirstStepMark } from '../../../shared/model/preferences.ts'
import { markFirstStep } from '../../first-steps.ts'
import { useKnownPreferences } from '../../preferences.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { isMac } from '../../ui/kbd.tsx'
import { line, Part, rows } from './part.tsx'
import { firstStepWords as words } from './words.ts'

type Step = { key: string; href: string; icon: LucideIcon; title: string; text: string; isDone: boolean }

const stepsOf = (marks: readonly FirstStepMark[], hasDefinitions: boolean): Step[] => [
  { ...{ key: 'script', href: '/jobs/new', icon: FileCode2 }, ...words.script, isDone: hasDefinitions },
  { ...{ key: 'import', href: '/import', icon: FolderInput }, ...words.import, isDone: marks.includes('import') },
  { ...{ key: 'example', href: '/examples', icon: Sparkles }, ...words.example, isDone: marks.includes('example') },
]

/** Home without any definition: the ways to get one. */
export function FirstSteps() {
  const preferences = useKnownPreferences()
  const isKnown = preferences !== null
  useEffect(() => {
    if (isKnown) markFirstStep('seen')
  }, [isKnown])
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      <section aria-labelledby="first-steps" className="flex max-w-[640px] flex-col gap-4">
        <div>
          <h2 id="first-steps" className="text-lg font-semibold">
            {words.title}
          </h2>
          <p className="text-ink-2">{words.intro}</p>
        </div>
        <ul className={rows}>
          {stepsOf([], false).map(({ key, href, icon: Icon, title, text }) => (
            <li key={key}>
              <Link href={href} className="flex items-center gap-3 px-3 py-3 hover:bg-hover">
                <Icon aria-hidden="true" className="size-5 shrink-0 text-ink-2" />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{title}</span>
                  <span className="block text-ink-2">{text}</span>
                </span>
                <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
              </Link>
            </li>
          ))}
        </ul>
        <p className="text-sm text-ink-2">{words.keys(isMac)}</p>
      </section>
    </div>
  )
}

/** The checklist that stays until all is done or it is dismissed; only where the profile once had no definitions. */
export function FirstStepsLeft() {
  const marks = useKnownPreferences()?.firstSteps ?? []
  const steps = stepsOf(marks, true)
  if (!marks.includes('seen') || marks.includes('dismissed') || steps.every(({ isDone }) => isDone)) return null
  return (
    <Part
      title={words.title}
      count={words.progress(steps.filter(({ isDone }) => isDone).length, steps.length)}
      aside={
        <Button small look="quiet" onClick={() => markFirstStep('dismissed')}>
          {words.dismiss}
        </Button>
      }
    >
      <ul className={rows}>
        {steps.map(({ key, href, title, isDone }) => (
          <li key={key} className={cx(line, isDone && 'text-ink-3')}>
            {isDone ? (
              <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-ok" />
            ) : (
              <CircleDashed aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
            )}
            {isDone ? (
              <span>
                {title}
                <span className="sr-only">{words.done}</span>
              </span>
            ) : (
              <Link href={href} className="font-medium hover:underline">
                {title}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}
