/** Who acts where a command is run and nobody is signed in, as the record names them. */
export const COMMAND_LINE = 'command-line';
