/** Lets the person save `content` as a file. */
export const saveFile = (name: string, content: Blob): void => {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** Lets the person save `text` as a file. */
export const saveText = (name: string, text: string, type = 'application/json'): void => saveFile(name, new Blob([text], { type }));
