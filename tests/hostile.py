"""Texts that would run, break a line or become a formula if a page, a file or a terminal took them as they are.

`PAYLOADS` is one tuple for every test that builds hostile data. A payload that runs sets ``top.__canary``
(``CANARY``), so a browser test asks for that name. A payload that asks for a page elsewhere names
``HOST``, which exists nowhere.
"""

CANARY = "__canary"
HOST = "hostile.invalid"

_RUN = f"top.{CANARY}=1"
_IMAGE = f'<img src=x onerror="{_RUN}">'

MARKUP = (
    f"<script>{_RUN}</script>",
    f"<ScRiPt/x>{_RUN}</sCrIpT >",
    f"<<script>{_RUN}//<</script>",
    f"</script><script>{_RUN}</script>",
    f"</td></tr></table>{_IMAGE}",
    f"</code></pre>{_IMAGE}",
    f"</title></style></textarea>{_IMAGE}",
    f"--></noscript>{_IMAGE}<!--",
    f"]]>{_IMAGE}",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<svg/><style><img src=x onerror={_RUN}></style>",
    f"<math><mtext><table><mglyph><style>{_IMAGE}",
    f"<details open ontoggle={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<video><source onerror={_RUN}>",
    f"<body onload={_RUN}>",
    f"<iframe srcdoc='<script>{_RUN}</script>'></iframe>",
    f"<iframe src=//{HOST}/x></iframe>",
    f"<object data=//{HOST}/x></object><embed src=//{HOST}/x>",
    f"<link rel=stylesheet href=//{HOST}/x.css>",
    f"<style>@import '//{HOST}/x.css';*{{background:url(//{HOST}/y)}}</style>",
    f"<base href=//{HOST}/><meta http-equiv=refresh content='0;//{HOST}/'>",
    f"<form action=//{HOST}/><button>send</button></form>",
    f"<a href='javascript:{_RUN}'>a</a>",
    f"<img src=x:x onerror\x00={_RUN}>",
    f"<img/src=`x`onerror={_RUN}>",
    f"<img src=x onerror&#61;{_RUN}>",
    f"<template shadowrootmode=open>{_IMAGE}</template>",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&#x3c;script&#x3e;{_RUN}&#x3c;/script&#x3e;",
    "<b>bold</b><h1>A heading</h1><hr>",
)
"""Markup that becomes live where a text is written into HTML unescaped."""

ATTRIBUTES = (
    f'" onmouseover="{_RUN}" x="',
    f"' onmouseover='{_RUN}' x='",
    f'" autofocus onfocus={_RUN} tabindex=1 x="',
    f'">{_IMAGE}<"',
    f"'>{_IMAGE}<'",
    f"` onerror={_RUN} x=`",
    f'x" style="position:fixed;inset:0;background:url(//{HOST}/z)" y="',
    f'\\" onclick=\\"{_RUN}',
)
"""Texts that leave the attribute in which they are written."""

SCRIPTS = (
    f'";{_RUN};//',
    f"';{_RUN};//",
    f"</script>{_IMAGE}",
    f"<!--<script>{_IMAGE}",
    f"${{{_RUN}}}",
    f"\\u003cimg src=x onerror={_RUN}\\u003e",
    f"x\u2028{_RUN}\u2029",
    f'{{"__proto__":{{"x":"{_IMAGE}"}}}}',
)
"""Texts that leave a string of JSON or of a script."""

ADDRESSES = (
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}//",
    f"\x01javascript:{_RUN}",
    f"java\tscript:{_RUN}",
    f"java\nscript:{_RUN}",
    f" javascript:{_RUN}",
    f"javascript&colon;{_RUN}",
    f"javascript://{HOST}/%0a{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f"data:image/svg+xml,<svg onload='{_RUN}'/>",
    f"vbscript:{_RUN}",
    "file:///etc/passwd",
    f"blob:https://{HOST}/1",
    f"//{HOST}/x",
    f"https://user:word@{HOST}/",
    f"https://{HOST}\\@{HOST}/",
    f'https://{HOST}/" onclick="{_RUN}',
    f"https://{HOST}/'><script>{_RUN}</script>",
    f"https://{HOST}/ a b",
    "https://",
    "http://[::1",
    f"https://{HOST}:99999/",
    f"https://ex\u0430mple.{HOST}/\u202e",
    f"ftp://{HOST}/x",
)
"""Addresses that no page may link to."""

MARKDOWN = (
    f"[a](javascript:{_RUN})",
    f"![a](x){{onerror={_RUN}}}",
    f"<javascript:{_RUN}>",
    f"[a]: javascript:{_RUN} 'b'",
    f"a\n\n{_IMAGE}\n\nb",
    f"a\n\n```{{raw}} html\n{_IMAGE}\n```\n\nb",
    f"a\n:::\n{_IMAGE}\n:::{{note}}\nb",
    f"{{raw}}`{_IMAGE}`",
    "{claim}`c-001`, {num}`no-such-number`, {doc}`/etc/passwd`",
    "```{include} /etc/passwd\n```",
    f"a|b|{_IMAGE}|c",
    f"`a` {_IMAGE} `b`",
    f"``` {_IMAGE}",
    f"$$\\href{{javascript:{_RUN}}}{{x}}$$",
    f"\\(\\unicode{{x}}\\require{{html}}\\href{{javascript:{_RUN}}}{{y}}\\)",
    "(a-target)=\n# A heading\n---\n",
    "% a comment\n+++\n{{ a.substitution }}",
    "[^note] and **strong** and ~~struck~~ and https://" + HOST,
    "*** and ___ and \\* and &amp;amp; and &nbsp;",
)
"""Texts that Markdown, MyST, MathJax or reStructuredText would interpret."""

TEMPLATES = (
    "{{ 7 * 7 }}{{ config }}",
    "{% for i in range(9) %}x{% endfor %}",
    "{# gone #}",
    "{0.__class__.__mro__}{name!r}%s%(name)s%n",
)
"""Texts that a template or a format would interpret."""

SEPARATORS = tuple(
    f"a{separator}{_IMAGE}{separator}b"
    for separator in (
        "\n",
        "\r",
        "\r\n",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x1d",
        "\x1e",
        "\x85",
        "\u2028",
        "\u2029",
    )
)
"""Every character at which ``str.splitlines`` ends a line, around live markup."""

CHARACTERS = (
    "a\x00b",
    "a\x1b[31mred\x1b]0;title\x07b",
    "a\x9b31mred\x9d0;b",
    "a\x08\x08\x08b\x7f",
    "a\u202etxt.exe\u202cb",
    "a\u2066b\u2069c\u200fd\u061ce",
    "a\u200bb\u200cc\u200dd\u2060e\ufefff",
    "\ufeffa",
    "a" + "\u0301" * 200,
    "Z\u0336\u0334\u0321\u031b\u0357\u0489",
    "a\u00adb\u034fc\u3164d\uffa0e\u115ff",
    "a\ufff9b\ufffac\ufffbd\ufffce\ufffdf",
    "a\ue000b\U000f0000c",
    "a\ufffeb\U0001ffffc",
    "a\U000e0041\U000e0042b",
    "a\ufe0e\ufe0f\U000e0100b",
    "\u00a0a\u2007b\u202fc\u3000",
    "x" * 5000,
    "word " * 2000,
)
"""Characters that hide, reverse, overwrite or flood."""

FORMULAS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    f'=HYPERLINK("https://{HOST}/","a")',
    f'=IMPORTXML("https://{HOST}/","//a")',
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1,1)",
    "\u22121+1",
    "%=1+1",
    "|calc",
    "'=1+1",
    '"=1+1"',
    'a";=1+1;"',
    'a",=1+1,"b',
    'a\n"=1+1"',
    "{=1+1}",
    f"https://{HOST}/plain",
)
"""Cells that a spreadsheet would compute, or that a reader of CSV would split."""

PATHS = (
    "../../../etc/passwd",
    "/etc/passwd",
    "a/../b",
    "C:\\CON",
    "-rf",
    "~root",
    "$(id)`id`;id|id&id",
    "a%2e%2e%2fb%00",
)
"""Texts that a path or a shell would interpret."""

PAYLOADS = (
    *MARKUP,
    *ATTRIBUTES,
    *SCRIPTS,
    *ADDRESSES,
    *MARKDOWN,
    *TEMPLATES,
    *SEPARATORS,
    *CHARACTERS,
    *FORMULAS,
    *PATHS,
)
"""Every hostile text, each once."""

UNENCODABLE = ("a\ud800b", "\udcff")
"""Texts that UTF-8 cannot hold: a name of a file may have them, a file of text may not."""

FILE_NAMES = (
    "a\nb.txt",
    "a\rb.txt",
    "a\x1b[31mb.txt",
    "=cmd().txt",
    f"<img src=x onerror={_RUN}>.txt",
    f'" onclick="{_RUN}.txt',
    "a\u202etxt.b.txt",
    "a\u2028b.txt",
    "-rf.txt",
    "CON.txt",
    "a\udcffb.txt",
    "x" * 240 + ".txt",
)
"""Names that a file of an article may have on a file system of Linux."""
