import * as z from 'zod'

// The content security policy forbids the functions that zod would compile, and the browser reports even the attempt. Imported
// first: each schema asks when it is made.
z.config({ jitless: true })
