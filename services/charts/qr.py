"""A link as a QR code: dark on light paper of its own, so that every camera reads it."""

import io


def qr(link: str) -> str:
    """SVG."""
    import segno  # needed for invitations only

    out = io.BytesIO()
    code = segno.make(link, micro=False, error="m")
    code.save(out, kind="svg", xmldecl=False, svgclass="qr", lineclass=None, light="#fff", scale=5, border=4)
    return out.getvalue().decode()
