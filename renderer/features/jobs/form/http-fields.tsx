import { httpMethods } from '../../../../shared/model/job.ts'
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx'
import { Pairs } from '../../../ui/pairs.tsx'
import { Check } from '../../../ui/section.tsx'
import type { FieldsProps, Form } from './form.ts'

const methods = Object.fromEntries(httpMethods.map((method) => [method, method])) as Record<Form['method'], string>

/** A request, and what counts as a good answer to it. */
export function HttpFields({ form, problems, edit }: FieldsProps) {
  return (
    <>
      <div className="grid grid-cols-[110px_minmax(0,1fr)] items-start gap-2">
        <Field label="Method">
          <Select value={form.method} options={methods} onChange={(method) => edit({ method })} />
        </Field>
        <Field label="Address" error={problems['url']}>
          <TextInput mono value={form.url} onChange={(url) => edit({ url })} placeholder="https://example.com/health" />
        </Field>
      </div>
      <Pairs
        title="Headers"
        noun="header"
        pairs={form.headers}
        error={problems['headers']}
        onChange={(headers) => edit({ headers })}
      />
      <p className="text-sm text-ink-3">
        <code className="font-mono">$secrets.NAME</code>, in a header or in the address, stands for a secret of the settings.
      </p>
      {form.method !== 'GET' && form.method !== 'HEAD' && (
        <Field label="Body" error={problems['requestBody']}>
          <TextArea rows={8} value={form.requestBody} onChange={(requestBody) => edit({ requestBody })} />
        </Field>
      )}
      <div className="grid max-w-[480px] grid-cols-2 items-start gap-2">
        <Field label="Expected status" hint="Such as 2xx, or 200, 204" error={problems['expect']}>
          <TextInput value={form.expect} onChange={(expect) => edit({ expect })} />
        </Field>
        <Field label="Redirects followed" error={problems['redirects']}>
          <TextInput value={form.redirects} onChange={(redirects) => edit({ redirects })} inputMode="numeric" />
        </Field>
      </div>
      <Check checked={!form.verifyTls} onChange={(lenient) => edit({ verifyTls: !lenient })}>
        Accept a certificate that cannot be verified
      </Check>
      <p className="text-sm text-ink-3">The first 512 KB of the response become the run's result.</p>
    </>
  )
}
