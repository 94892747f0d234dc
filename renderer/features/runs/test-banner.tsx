import { FlaskConical } from 'lucide-react'
import { Link } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import { Banner } from '../../ui/banner.tsx'
import { definitionOf } from './definition-of.ts'
import { words } from './words/page.ts'

/** Says on the page of a run that it is a test of a draft, or a part of one. */
export function TestBanner({ run }: { run: RunDetail }) {
  const draft = run.kind === 'flow' ? definitionOf(run) : null
  return (
    <Banner
      icon={FlaskConical}
      action={
        draft && (
          <Link href={draft.editing} className="shrink-0 text-accent hover:underline">
            {words.openDraft}
          </Link>
        )
      }
    >
      {words.isTest(run.pinnedAt !== null)}
    </Banner>
  )
}
