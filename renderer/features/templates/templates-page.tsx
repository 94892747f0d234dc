import { Page } from '../../ui/page.tsx'
import { ExampleList } from './example-list.tsx'
import { TemplateList } from './template-list.tsx'
import { words } from './words.ts'

/** What new definitions can start from: templates that people saved, and examples to learn from. */
export const TemplatesPage = () => (
  <Page title={words.title}>
    <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-auto p-4">
      <section aria-label={words.mine}>
        <h2 className="mb-2 font-semibold">{words.mine}</h2>
        <TemplateList />
      </section>
      <section aria-label={words.examples}>
        <h2 className="mb-2 font-semibold">{words.examples}</h2>
        <p className="mb-2 max-w-[820px] text-ink-2">{words.intro}</p>
        <ExampleList />
      </section>
    </div>
  </Page>
)
