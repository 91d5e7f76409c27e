"""A program of its own: SVG documents in, PNG pictures out, both as JSON.

It is run for each report and ends: drawing takes tenths of a second in which Python would let nobody else go on.
"""

import base64
import json
import sys
from pathlib import Path

SHARP = 2  # pixels of a picture for each of the drawing
FONTS = Path(__file__).parent / "fonts"
# On light paper of its own a picture is read in a dark chat as well.
COLOURS = """
text { font-family: "DejaVu Sans"; fill: #17212b; }
.title { font-size: 30px; font-weight: 700; } .subtitle { font-size: 20px; fill: #51606e; }
.label { font-size: 22px; } .value { font-size: 23px; font-weight: 700; } .note { font-size: 20px; fill: #51606e; }
.paper { fill: #ffffff; } .empty { fill: #e6ebf0; } .axis { stroke: #51606e; stroke-width: 2; }
.mark { stroke: #17212b; stroke-width: 2; stroke-dasharray: 7 6; }
.plain { fill: #1f6fbf; } .good { fill: #1b7f3b; } .warn { fill: #b56a00; } .bad { fill: #c8322b; }
"""


def main() -> None:
    """From standard input to standard output."""
    from resvg_py import svg_to_bytes

    fonts = [str(path) for path in sorted(FONTS.glob("*.ttf"))]
    drawn = [
        svg_to_bytes(svg_string=each, style_sheet=COLOURS, skip_system_fonts=True, font_files=fonts, zoom=SHARP)
        for each in json.load(sys.stdin)
    ]
    json.dump([base64.b64encode(each).decode() for each in drawn], sys.stdout)


if __name__ == "__main__":
    main()
