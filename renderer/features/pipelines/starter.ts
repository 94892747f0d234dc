/** What a new pipeline says: sound, short, and something to see. */
export const starter = `# Each step writes files into $OUTPUT_DIR; each of them is one $INPUT_FILE of the steps that take it.
# What has not changed is not done again.

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
