// A site of several editions writes here which of them stand beside this book; a book alone has none.
window.editions = null;
