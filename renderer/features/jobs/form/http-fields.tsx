import { httpMethods } from '../../../../shared/model/job.ts'
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx'
import { Pairs } from '../../../ui/pairs.tsx'
import { Check } from '../../../ui/section.tsx'
import type { FieldsProps, Form } from './form.ts'
import { words } from './words.ts'

const methods = Object.fromEntries(httpMethods.map((method) => [method, method])) as Record<Form['method'], string>

/** A request, and what counts as a good answer to it. */
export function HttpFields({ form, problems, edit }: FieldsProps) {
  return (
    <>
      <div className="grid grid-cols-[110px_minmax(0,1fr)] items-start gap-2">
        <Field label={words.request.method}>
          <Select value={form.method} options={methods} onChange={(method) => edit({ method })} />
        </Field>
        <Field label={words.request.url} error={problems['url']}>
          <TextInput mono value={form.url} onChange={(url) => edit({ url })} placeholder={words.request.urlExample} />
        </Field>
      </div>
      <Pairs
        title={words.request.headers}
        noun={words.request.header}
        pairs={form.headers}
        error={problems['headers']}
        onChange={(headers) => edit({ headers })}
      />
      <p className="text-sm text-ink-3">{words.request.secrets(<code className="font-mono">{words.secretExample}</code>)}</p>
      {form.method !== 'GET' && form.method !== 'HEAD' && (
        <Field label={words.request.body} error={problems['requestBody']}>
          <TextArea rows={8} value={form.requestBody} onChange={(requestBody) => edit({ requestBody })} />
        </Field>
      )}
      <div className="grid max-w-[480px] grid-cols-2 items-start gap-2">
        <Field label={words.request.expect} hint={words.request.expectHint} error={problems['expect']}>
          <TextInput value={form.expect} onChange={(expect) => edit({ expect })} />
        </Field>
        <Field label={words.request.redirects} error={problems['redirects']}>
          <TextInput value={form.redirects} onChange={(redirects) => edit({ redirects })} inputMode="numeric" />
        </Field>
      </div>
      <Check checked={form.verifyTls} onChange={(verifyTls) => edit({ verifyTls })}>
        {words.request.verifyTls}
      </Check>
      <p className="text-sm text-ink-3">{words.request.result}</p>
    </>
  )
}
