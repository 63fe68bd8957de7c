ROWS = {}
def row_blocks(name): return []
