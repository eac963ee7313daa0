"""``python -m dossier`` runs the commands of `dossier.cli`."""

from dossier.cli import app

if __name__ == "__main__":
    app(prog_name="python -m dossier")
