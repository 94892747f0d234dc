/** The manifest of a new pipeline: short, valid, and with something to see. */
export const starter = `# Each step writes files into $OUTPUT_DIR. A step that takes them runs once for each, as $INPUT_FILE.
# Steps that have not changed do not run again.

[[step]]
name = "fetch"
start = true
script = '''
printf 'delta\\nalpha\\n' > "$OUTPUT_DIR/a.txt"
printf 'charlie\\nbravo\\n' > "$OUTPUT_DIR/b.txt"
'''

[[step]]
name = "sort"
inputs = ["fetch"]
script = '''
sort < "$INPUT_FILE" > "$OUTPUT_DIR/sorted.txt"
'''
`
