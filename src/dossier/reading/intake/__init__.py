"""What `files` is made of: the bytes of a file become its text, its facts, marks and near copies.

A file goes through `encodings` and `folding`, a saved page through `web_pages` and `web_articles`;
`page_facts` finds its date, title and outlet, `page_marks` what is wrong with it, `near_copies` whose copy it
is.
"""
